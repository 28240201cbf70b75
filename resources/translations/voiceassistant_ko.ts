<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AbilitiesView</name>
    <message>
        <source>What this server can do</source>
        <translation>이 서버가 할 수 있는 일</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>알아보기</translation>
    </message>
    <message>
        <source>What</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Can it?</source>
        <translation>가능 여부</translation>
    </message>
    <message>
        <source>Asks the server some small things; that may take a minute.</source>
        <translation>서버에 작은 것들을 물어봅니다. 1분쯤 걸릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The server is asked…</source>
        <translation>서버에 묻고 있습니다…</translation>
    </message>
    <message>
        <source>{server}, {model}: {able} of {all}.</source>
        <translation>{server}, {model}: {all}가지 중 {able}가지.</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>Attached: {name}</source>
        <translation>첨부함: {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} 제거</translation>
    </message>
</context>
<context>
    <name>Bookmarks</name>
    <message>
        <source>Bookmarks</source>
        <translation>책갈피</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>두기</translation>
    </message>
    <message>
        <source>With a note…</source>
        <translation>메모와 함께…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>B sets a bookmark at the sentence that is being read.</source>
        <translation>B 키를 누르면 읽고 있는 문장에 책갈피를 둡니다.</translation>
    </message>
</context>
<context>
    <name>Capability</name>
    <message>
        <source>Recognise speech</source>
        <translation>말 알아듣기</translation>
    </message>
    <message>
        <source>Tell when each word is said</source>
        <translation>단어마다 말한 시각 알려 주기</translation>
    </message>
    <message>
        <source>Tell when each sentence is said</source>
        <translation>문장마다 말한 시각 알려 주기</translation>
    </message>
    <message>
        <source>Tell how sure it is of words</source>
        <translation>단어를 얼마나 확신하는지 알려 주기</translation>
    </message>
    <message>
        <source>Translate speech into English</source>
        <translation>말을 영어로 번역하기</translation>
    </message>
    <message>
        <source>Answer questions</source>
        <translation>질문에 답하기</translation>
    </message>
    <message>
        <source>Send an answer while it is written</source>
        <translation>쓰는 동안 답 보내기</translation>
    </message>
    <message>
        <source>Count tokens</source>
        <translation>토큰 세기</translation>
    </message>
    <message>
        <source>Use tools</source>
        <translation>도구 쓰기</translation>
    </message>
    <message>
        <source>Answer as JSON</source>
        <translation>JSON으로 답하기</translation>
    </message>
    <message>
        <source>Answer as JSON by a schema</source>
        <translation>스키마에 맞춘 JSON으로 답하기</translation>
    </message>
    <message>
        <source>See pictures</source>
        <translation>그림 보기</translation>
    </message>
    <message>
        <source>Tell how sure it is of its answer</source>
        <translation>답을 얼마나 확신하는지 알려 주기</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>말하기</translation>
    </message>
    <message>
        <source>Speak faster and slower</source>
        <translation>더 빠르거나 느리게 말하기</translation>
    </message>
    <message>
        <source>Send speech while it is made</source>
        <translation>만드는 동안 말소리 보내기</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ 예</translation>
    </message>
    <message>
        <source>✗ no</source>
        <translation>✗ 아니요</translation>
    </message>
    <message>
        <source>? unknown</source>
        <translation>? 모름</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>A question takes no more pictures than these.</source>
        <translation>질문 하나에 그림을 더 넣을 수 없습니다.</translation>
    </message>
    <message>
        <source>Picture from a file</source>
        <translation>파일에서 그림 가져오기</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>This desktop does not let programs see the screen. Paste a picture instead.</source>
        <translation>이 데스크톱에서는 프로그램이 화면을 볼 수 없습니다. 대신 그림을 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Answer as JSON</source>
        <translation>JSON으로 답하기</translation>
    </message>
    <message>
        <source>Voice memo</source>
        <translation>음성 메모</translation>
    </message>
</context>
<context>
    <name>Confidence</name>
    <message>
        <source>“{text}” is {percent} sure</source>
        <translation>“{text}”의 확실함은 {percent}입니다</translation>
    </message>
    <message>
        <source>“{text}” is {percent} sure; it could be {others}</source>
        <translation>“{text}”의 확실함은 {percent}이고, {others}일 수도 있습니다</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>Contents</source>
        <translation>차례</translation>
    </message>
    <message>
        <source>The document tells no chapters. Headings are listed as they are come across.</source>
        <translation>이 문서에는 차례가 없습니다. 읽어 가면서 나오는 제목을 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}분</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>목소리</translation>
    </message>
    <message>
        <source>Stop after</source>
        <translation>자동 멈춤</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>이전 문단</translation>
    </message>
    <message>
        <source>Ctrl+Left</source>
        <translation>Ctrl+왼쪽</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>이전 문장</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>Read or pause</source>
        <translation>읽기 또는 일시정지</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>스페이스</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>다음 문장</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>다음 문단</translation>
    </message>
    <message>
        <source>Ctrl+Right</source>
        <translation>Ctrl+오른쪽</translation>
    </message>
    <message>
        <source>Voices by language</source>
        <translation>언어별 목소리</translation>
    </message>
    <message>
        <source>A voice for each language</source>
        <translation>언어마다 다른 목소리 선택</translation>
    </message>
    <message>
        <source>How fast it is read (+ and −)</source>
        <translation>읽는 속도 (+와 −)</translation>
    </message>
    <message>
        <source>Pauses by itself after this time</source>
        <translation>이 시간이 지나면 스스로 멈춥니다</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Just ask, for example:
“What is seventeen times twenty-three?”</source>
        <translation>그냥 물어보세요. 예:
“17 곱하기 23은 얼마인가요?”</translation>
    </message>
    <message>
        <source>Hold Space and ask, for example:
“What is seventeen times twenty-three?”</source>
        <translation>Space를 누르고 물어보세요. 예:
“17 곱하기 23은 얼마인가요?”</translation>
    </message>
    <message>
        <source>The JSON was cut.</source>
        <translation>JSON이 중간에 끊겼습니다.</translation>
    </message>
    <message>
        <source>The answer is not whole JSON.</source>
        <translation>답변이 온전한 JSON이 아닙니다.</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>en</source>
        <comment>the language&apos;s code, for the names of the months</comment>
        <translation>ko</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>as QDate writes it</comment>
        <translation>yyyy년 M월 d일</translation>
    </message>
</context>
<context>
    <name>DesktopPage</name>
    <message>
        <source>Offer Voice Assistant for documents in the file manager</source>
        <translation>파일 관리자에서 문서를 음성 비서로 열 수 있게 하기</translation>
    </message>
    <message>
        <source>These keys work in every program.</source>
        <translation>이 키들은 모든 프로그램에서 작동합니다.</translation>
    </message>
    <message>
        <source>These keys work in every program if the desktop allows it; it may ask you, and give others. If it does not, bind the command “{command}” to a key in the desktop&apos;s own settings.</source>
        <translation>데스크톱이 허락하면 이 키들은 모든 프로그램에서 작동합니다. 데스크톱이 물어보거나 다른 키를 줄 수도 있습니다. 허락하지 않으면 데스크톱 설정에서 ‘{command}’ 명령을 키에 연결하세요.</translation>
    </message>
    <message>
        <source>This system gives programs no keys that work everywhere. Bind the command “{command}” to a key in its own settings.</source>
        <translation>이 시스템에서는 프로그램이 어디서나 작동하는 키를 가질 수 없습니다. 시스템 설정에서 ‘{command}’ 명령을 키에 연결하세요.</translation>
    </message>
    <message>
        <source>Your usual programs stay as they are; “Open with” lists this one, too.</source>
        <translation>평소에 쓰는 프로그램은 그대로입니다. ‘다른 프로그램으로 열기’에 이 프로그램도 나옵니다.</translation>
    </message>
    <message>
        <source>This system does not let a program do that by itself: choose it with “Open with”.</source>
        <translation>이 시스템에서는 프로그램이 스스로 그렇게 할 수 없습니다. ‘다른 프로그램으로 열기’에서 고르세요.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Transcribe a file</source>
        <translation>파일을 글로 옮기기</translation>
    </message>
    <message>
        <source>Sound and video</source>
        <translation>소리와 동영상</translation>
    </message>
    <message>
        <source>Every file</source>
        <translation>모든 파일</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>The log has the details.</source>
        <translation>자세한 내용은 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Connect a microphone or choose another one.</source>
        <translation>마이크를 연결하거나 다른 마이크를 고르세요.</translation>
    </message>
    <message>
        <source>Connect a speaker or choose another one; the answer is shown as text.</source>
        <translation>스피커를 연결하거나 다른 스피커를 고르세요. 답은 글로 보여 드립니다.</translation>
    </message>
    <message>
        <source>Connect it again or choose another one.</source>
        <translation>다시 연결하거나 다른 장치를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a file that an audio player can play.</source>
        <translation>오디오 플레이어로 재생할 수 있는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Choose none in Settings, or talk with the button.</source>
        <translation>설정에서 호출어를 ‘없음’으로 하거나 버튼을 누르고 말하세요.</translation>
    </message>
    <message>
        <source>Hold the button while you speak, and check the microphone&apos;s level.</source>
        <translation>말하는 동안 버튼을 누르고 있고, 마이크 음량을 확인하세요.</translation>
    </message>
    <message>
        <source>Check the API key in Settings.</source>
        <translation>설정에서 API 키를 확인하세요.</translation>
    </message>
    <message>
        <source>Check the model and the server in Settings.</source>
        <translation>설정에서 모델과 서버를 확인하세요.</translation>
    </message>
    <message>
        <source>Choose another model in Settings.</source>
        <translation>설정에서 다른 모델을 고르세요.</translation>
    </message>
    <message>
        <source>Send the text in the picture instead, or choose a model that sees in Settings.</source>
        <translation>대신 그림 속 글자를 보내거나, 설정에서 그림을 볼 수 있는 모델을 고르세요.</translation>
    </message>
    <message>
        <source>Check the network, then try again.</source>
        <translation>네트워크를 확인한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Try again, or choose a faster server in Settings.</source>
        <translation>다시 시도하거나 설정에서 더 빠른 서버를 고르세요.</translation>
    </message>
    <message>
        <source>It is started again by itself; then try again.</source>
        <translation>자동으로 다시 시작됩니다. 그 뒤에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Check the network and the free disk space, then try again.</source>
        <translation>네트워크와 디스크 여유 공간을 확인한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Ask in other words.</source>
        <translation>다른 말로 물어보세요.</translation>
    </message>
    <message>
        <source>Check the free disk space and the rights of the data folder.</source>
        <translation>디스크 여유 공간과 데이터 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Correct it in Settings.</source>
        <translation>설정에서 고치세요.</translation>
    </message>
    <message>
        <source>This computer answers instead.</source>
        <translation>이 컴퓨터가 대신 답합니다.</translation>
    </message>
    <message>
        <source>Write some words.</source>
        <translation>단어를 몇 개 쓰세요.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>다른 곳을 고르세요.</translation>
    </message>
    <message>
        <source>Choose another place, or make room there.</source>
        <translation>다른 곳을 고르거나 그곳에 공간을 마련하세요.</translation>
    </message>
    <message>
        <source>Install it (on Debian and Ubuntu: the package libportaudio2) and start again.</source>
        <translation>설치한 뒤(데비안과 우분투: libportaudio2 패키지) 다시 시작하세요.</translation>
    </message>
    <message>
        <source>Install ffmpeg, or use a WAV file.</source>
        <translation>ffmpeg를 설치하거나 WAV 파일을 쓰세요.</translation>
    </message>
    <message>
        <source>Check the free disk space and the rights of the folder.</source>
        <translation>디스크의 빈 공간과 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Check the free disk space.</source>
        <translation>디스크의 빈 공간을 확인하세요.</translation>
    </message>
    <message>
        <source>Choose a PNG, JPEG, WebP or GIF file.</source>
        <translation>PNG, JPEG, WebP 또는 GIF 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Correct the schema, or leave it out.</source>
        <translation>스키마를 고치거나 빼세요.</translation>
    </message>
    <message>
        <source>Choose the usual kind of speech in Settings.</source>
        <translation>설정에서 보통 말하기 방식을 고르세요.</translation>
    </message>
    <message>
        <source>Save the picture, then attach the file.</source>
        <translation>그림을 저장한 뒤 파일을 첨부하세요.</translation>
    </message>
    <message>
        <source>Install the newest version; nothing was changed.</source>
        <translation>최신 판을 설치하세요. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Give the document&apos;s password.</source>
        <translation>문서의 비밀번호를 입력하세요.</translation>
    </message>
    <message>
        <source>`voiceassistant read` reads documents in the terminal.</source>
        <translation>터미널에서는 `voiceassistant read`로 문서를 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>End it, then try again.</source>
        <translation>그 프로그램을 끝낸 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Choose the program with “Open with” in the file manager.</source>
        <translation>파일 관리자의 ‘다른 프로그램으로 열기’에서 이 프로그램을 고르세요.</translation>
    </message>
    <message>
        <source>Check that another program opens it.</source>
        <translation>다른 프로그램에서 열리는지 확인하세요.</translation>
    </message>
    <message>
        <source>Save the part that you want to hear as a document of its own.</source>
        <translation>듣고 싶은 부분을 따로 문서로 저장하세요.</translation>
    </message>
    <message>
        <source>If it is a picture of text, install tesseract to have it recognised.</source>
        <translation>글이 찍힌 그림이면 tesseract를 설치해 글자를 인식하게 하세요.</translation>
    </message>
    <message>
        <source>Choose a document with words in it.</source>
        <translation>글이 들어 있는 문서를 고르세요.</translation>
    </message>
    <message>
        <source>The rest of it can be read.</source>
        <translation>나머지는 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Check the address and the network.</source>
        <translation>주소와 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>Download it with a browser, and open the file.</source>
        <translation>브라우저로 내려받아 그 파일을 여세요.</translation>
    </message>
    <message>
        <source>Save it as DOCX, and open that.</source>
        <translation>DOCX로 저장해 여세요.</translation>
    </message>
    <message>
        <source>Ask the seller for an edition without protection, or read it in their program.</source>
        <translation>판매처에 보호되지 않은 판을 문의하거나 그 프로그램에서 읽으세요.</translation>
    </message>
    <message>
        <source>Choose a file in it.</source>
        <translation>그 안의 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Check its name and its folder.</source>
        <translation>이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
        <source>Save it without a password, or without copy protection, and open that.</source>
        <translation>비밀번호나 복사 방지 없이 저장해 여세요.</translation>
    </message>
    <message>
        <source>PDF, EPUB, DOCX, ODT, HTML, Markdown, plain text and pictures are read.</source>
        <translation>PDF, EPUB, DOCX, ODT, HTML, Markdown, 일반 텍스트와 그림을 읽습니다.</translation>
    </message>
    <message>
        <source>Wait until that is done.</source>
        <translation>끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>Save it again: what is missing is spoken anew.</source>
        <translation>다시 저장하세요. 빠진 부분만 새로 읽습니다.</translation>
    </message>
    <message>
        <source>Make room on the disk and save it again: what was spoken is kept.</source>
        <translation>디스크에 자리를 만들고 다시 저장하세요. 이미 읽은 것은 남아 있습니다.</translation>
    </message>
    <message>
        <source>Choose another format: what was spoken is kept.</source>
        <translation>다른 형식을 고르세요. 이미 읽은 것은 남아 있습니다.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>다시 여세요.</translation>
    </message>
    <message>
        <source>Begin with an earlier one.</source>
        <translation>더 앞의 문장부터 시작하세요.</translation>
    </message>
    <message>
        <source>Choose one of mp3, m4b, wav, m4a, opus, ogg, flac.</source>
        <translation>mp3, m4b, wav, m4a, opus, ogg, flac 중에서 고르세요.</translation>
    </message>
    <message>
        <source>Correct that file and give it back its name, or start a new list.</source>
        <translation>그 파일을 고쳐 원래 이름으로 되돌리거나 새 목록을 시작하세요.</translation>
    </message>
    <message>
        <source>The list is shown as it is now; make your change again.</source>
        <translation>목록을 지금 상태로 보여 줍니다. 변경을 다시 하세요.</translation>
    </message>
    <message>
        <source>I heard nothing</source>
        <translation>아무 말도 듣지 못했습니다</translation>
    </message>
    <message>
        <source>Nothing was being recorded</source>
        <translation>녹음 중이 아니었습니다</translation>
    </message>
    <message>
        <source>There is no microphone</source>
        <translation>마이크가 없습니다</translation>
    </message>
    <message>
        <source>There is no speaker</source>
        <translation>스피커가 없습니다</translation>
    </message>
    <message>
        <source>This system cannot recognise wake phrases</source>
        <translation>이 시스템에서는 호출어를 알아들을 수 없습니다</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>예상하지 못한 문제가 생겼습니다</translation>
    </message>
    <message>
        <source>OpenAI was chosen but there is no API key</source>
        <translation>OpenAI를 골랐지만 API 키가 없습니다</translation>
    </message>
    <message>
        <source>The system&apos;s keyring did not answer; unlock it, or set the key in the environment</source>
        <translation>시스템 키링이 응답하지 않습니다. 잠금을 풀거나 환경 변수에 키를 설정하세요</translation>
    </message>
    <message>
        <source>The system&apos;s keyring cannot be used (%1); set the key in the environment</source>
        <translation>시스템 키링을 쓸 수 없습니다(%1). 환경 변수에 키를 설정하세요</translation>
    </message>
    <message>
        <source>The %1 server has no address that starts with http:// or https://</source>
        <translation>%1 서버의 주소가 http:// 또는 https://로 시작하지 않습니다</translation>
    </message>
    <message>
        <source>There is no text in the document</source>
        <translation>문서에 글이 없습니다</translation>
    </message>
    <message>
        <source>There is no text in %1</source>
        <translation>%1에 글이 없습니다</translation>
    </message>
    <message>
        <source>There is nothing to mark</source>
        <translation>표시할 것이 없습니다</translation>
    </message>
    <message>
        <source>No document is open</source>
        <translation>열린 문서가 없습니다</translation>
    </message>
    <message>
        <source>There is no file %1</source>
        <translation>%1 파일이 없습니다</translation>
    </message>
    <message>
        <source>A password is needed to open %1</source>
        <translation>%1을(를) 열려면 비밀번호가 필요합니다</translation>
    </message>
    <message>
        <source>The password does not open %1</source>
        <translation>이 비밀번호로는 %1이(가) 열리지 않습니다</translation>
    </message>
    <message>
        <source>What is kept of documents could not be read or written: %1</source>
        <translation>문서에 대해 보관한 것을 읽거나 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The text is larger than a document is</source>
        <translation>글이 문서라고 하기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>The process that reads documents does not start</source>
        <translation>문서를 읽는 프로세스가 시작되지 않습니다</translation>
    </message>
    <message>
        <source>The address leads to a private network, where nobody sent this program</source>
        <translation>이 주소는 아무도 이 프로그램을 보내지 않은 사설 네트워크로 이어집니다</translation>
    </message>
    <message>
        <source>What %1 sends is larger than %2 MB</source>
        <translation>%1에서 보내는 것이 %2MB보다 큽니다</translation>
    </message>
    <message>
        <source>The same document is being written already</source>
        <translation>같은 문서를 이미 쓰고 있습니다</translation>
    </message>
    <message>
        <source>Page %1 of %2 cannot be shown</source>
        <translation>%2의 %1쪽을 보여 줄 수 없습니다</translation>
    </message>
    <message>
        <source>This is no web address</source>
        <translation>웹 주소가 아닙니다</translation>
    </message>
    <message>
        <source>Only http and https addresses are fetched</source>
        <translation>http와 https 주소만 가져옵니다</translation>
    </message>
    <message>
        <source>Picture %1 of %2 is too large</source>
        <translation>%2의 %1번째 그림이 너무 큽니다</translation>
    </message>
    <message>
        <source>The document has no pages to look at</source>
        <translation>이 문서에는 볼 수 있는 쪽이 없습니다</translation>
    </message>
    <message>
        <source>The document has no sentence %1</source>
        <translation>문서에 %1번째 문장이 없습니다</translation>
    </message>
    <message>
        <source>What was spoken so far could not be kept: %1</source>
        <translation>지금까지 말한 것을 보관할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>There is no room left for what is spoken</source>
        <translation>읽은 것을 저장할 자리가 없습니다</translation>
    </message>
    <message>
        <source>Some of what was spoken is damaged</source>
        <translation>읽은 것의 일부가 손상되었습니다</translation>
    </message>
    <message>
        <source>A WAV file cannot be longer than a day</source>
        <translation>WAV 파일은 하루보다 길 수 없습니다</translation>
    </message>
    <message>
        <source>The speech was not fetched to its end</source>
        <translation>음성을 끝까지 받지 못했습니다</translation>
    </message>
    <message>
        <source>The speech server sent no sound</source>
        <translation>음성 서버가 소리를 보내지 않았습니다</translation>
    </message>
    <message>
        <source>The speech has no such word</source>
        <translation>음성에 그 단어가 없습니다</translation>
    </message>
    <message>
        <source>The pronunciations cannot be read: %1</source>
        <translation>발음 목록을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The pronunciations cannot be kept: %1</source>
        <translation>발음 목록을 저장할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The pronunciations cannot be understood (%1); they are in %2 now</source>
        <translation>발음 목록을 이해할 수 없습니다(%1). 이제 %2에 있습니다</translation>
    </message>
    <message>
        <source>The pronunciations cannot be understood (%1), and not be set aside: %2</source>
        <translation>발음 목록을 이해할 수 없고(%1) 옮겨 둘 수도 없습니다: %2</translation>
    </message>
    <message>
        <source>The pronunciations were changed somewhere else meanwhile</source>
        <translation>그사이 다른 곳에서 발음 목록이 바뀌었습니다</translation>
    </message>
    <message>
        <source>%1, page %2, takes too long to read</source>
        <translation>%1의 %2쪽을 읽는 데 시간이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>%1, part %2, takes too long to read</source>
        <translation>%1의 %2번째 부분을 읽는 데 시간이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>%1, page %2, cannot be read: its parser breaks on it</source>
        <translation>%1의 %2쪽을 읽을 수 없습니다. 해석하다가 중단되었습니다</translation>
    </message>
    <message>
        <source>%1, part %2, cannot be read: its parser breaks on it</source>
        <translation>%1의 %2번째 부분을 읽을 수 없습니다. 해석하다가 중단되었습니다</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 seconds (%3)</source>
        <translation>%1에서 %2초 안에 답하지 않았습니다(%3)</translation>
    </message>
    <message>
        <source>%1 cannot be reached (%2)</source>
        <translation>%1에 연결할 수 없습니다(%2)</translation>
    </message>
    <message>
        <source>%1 refused the API key (%2)</source>
        <translation>%1에서 API 키를 거부했습니다(%2)</translation>
    </message>
    <message>
        <source>%1 does not know the model %2 (%3)</source>
        <translation>%1에 %2 모델이 없습니다(%3)</translation>
    </message>
    <message>
        <source>%1 says that the account&apos;s quota is used up (%2)</source>
        <translation>%1 계정의 사용 한도를 모두 썼습니다(%2)</translation>
    </message>
    <message>
        <source>%1 is asked too often just now (%2)</source>
        <translation>지금 %1에 요청이 너무 많습니다(%2)</translation>
    </message>
    <message>
        <source>%1 failed with status %2 (%3)</source>
        <translation>%1에서 오류 %2이(가) 발생했습니다(%3)</translation>
    </message>
    <message>
        <source>%1 refused the request: %2</source>
        <translation>%1에서 요청을 거부했습니다: %2</translation>
    </message>
    <message>
        <source>%1 sent something that is not an answer (%2)</source>
        <translation>%1에서 답이 아닌 것을 보냈습니다 (%2)</translation>
    </message>
    <message>
        <source>%1 cannot do this: %2</source>
        <translation>%1에서 할 수 없는 일입니다: %2</translation>
    </message>
    <message>
        <source>%1 answers again</source>
        <translation>%1에서 다시 답합니다</translation>
    </message>
    <message>
        <source>%1 broke off in the middle of its answer</source>
        <translation>%1의 답변이 중간에 끊겼습니다</translation>
    </message>
    <message>
        <source>%1 did not translate the text</source>
        <translation>%1이(가) 텍스트를 번역하지 않았습니다</translation>
    </message>
    <message>
        <source>The conversations could not be read or written: %1</source>
        <translation>대화를 읽거나 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The picture could not be kept in %1: %2</source>
        <translation>그림을 %1에 보관할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>The picture could not be kept in %1</source>
        <translation>그림을 %1에 보관할 수 없습니다</translation>
    </message>
    <message>
        <source>The settings could not be saved in %1: %2</source>
        <translation>%1에 설정을 저장할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>The local engine does not run: %1</source>
        <translation>로컬 엔진이 실행되지 않습니다: %1</translation>
    </message>
    <message>
        <source>The local engine ended (%1) and is being started again</source>
        <translation>로컬 엔진이 종료되어(%1) 다시 시작하고 있습니다</translation>
    </message>
    <message>
        <source>The local engine is running again</source>
        <translation>로컬 엔진이 다시 실행되고 있습니다</translation>
    </message>
    <message>
        <source>The local engine&apos;s models are being fetched: %1, %2 %</source>
        <translation>로컬 엔진의 모델을 가져오는 중입니다: %1, %2 %</translation>
    </message>
    <message>
        <source>%1 was disconnected</source>
        <translation>%1 장치의 연결이 끊어졌습니다</translation>
    </message>
    <message>
        <source>%1 was connected</source>
        <translation>%1 장치가 연결되었습니다</translation>
    </message>
    <message>
        <source>Heard: “%1”</source>
        <translation>들은 말: “%1”</translation>
    </message>
    <message>
        <source>Answered: “%1”</source>
        <translation>답변: “%1”</translation>
    </message>
    <message>
        <source>Spoke for %1 seconds</source>
        <translation>%1초 동안 말했습니다</translation>
    </message>
    <message>
        <source>Speech cannot be %1 times as fast</source>
        <translation>말을 %1배 빠르기로 할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot see with the model %2</source>
        <translation>%1의 %2 모델은 그림을 볼 수 없습니다</translation>
    </message>
    <message>
        <source>The chat model cannot see, and the text in a picture on the web is not read</source>
        <translation>대화 모델은 그림을 볼 수 없고, 웹에 있는 그림의 글은 읽지 않습니다</translation>
    </message>
    <message>
        <source>%1 does not say how sure the model %2 is of its words</source>
        <translation>%1에서 %2 모델이 단어를 얼마나 확신하는지 알려 주지 않습니다</translation>
    </message>
    <message>
        <source>%1 cannot be read as a picture</source>
        <translation>%1 파일을 그림으로 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 holds no text that can be read</source>
        <translation>%1 파일에는 읽을 수 있는 글이 없습니다</translation>
    </message>
    <message>
        <source>Tesseract could not read the picture: %1</source>
        <translation>Tesseract가 그림을 읽지 못했습니다: %1</translation>
    </message>
    <message>
        <source>Tesseract did not read the picture within %1 seconds</source>
        <translation>Tesseract가 %1초 안에 그림을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>%1 is broken, or no PDF</source>
        <translation>%1은(는) 손상되었거나 PDF가 아닙니다</translation>
    </message>
    <message>
        <source>%1 is broken: it cannot be read</source>
        <translation>%1이(가) 손상되어 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 is broken: %2</source>
        <translation>%1이(가) 손상되었습니다: %2</translation>
    </message>
    <message>
        <source>%1 is of Office&apos;s old kind, which is not read</source>
        <translation>%1은(는) 읽을 수 없는 옛 Office 형식입니다</translation>
    </message>
    <message>
        <source>%1 is protected against copying (DRM), and only its seller&apos;s programs open it</source>
        <translation>%1은(는) 복제 방지(DRM)되어 있어 판매처의 프로그램으로만 열립니다</translation>
    </message>
    <message>
        <source>%1 is of a kind that is not read</source>
        <translation>%1은(는) 읽지 않는 종류의 파일입니다</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that cannot be read here</source>
        <translation>%1은(는) 여기서 읽을 수 없는 방식으로 암호화되어 있습니다</translation>
    </message>
    <message>
        <source>%1 is a picture, and no program to read its text is installed</source>
        <translation>%1은(는) 그림인데, 글자를 읽는 프로그램이 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 is a folder</source>
        <translation>%1은(는) 폴더입니다</translation>
    </message>
    <message>
        <source>%1 is no text</source>
        <translation>%1은(는) 텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>%1 is larger than a document is</source>
        <translation>%1은(는) 문서라고 하기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 is larger than a page is</source>
        <translation>%1은(는) 웹 페이지라고 하기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 is larger than a text is</source>
        <translation>%1은(는) 텍스트라고 하기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 holds only pictures of pages</source>
        <translation>%1에는 쪽의 그림만 있습니다</translation>
    </message>
    <message>
        <source>%1 holds no text</source>
        <translation>%1에는 글이 없습니다</translation>
    </message>
    <message>
        <source>%1 unpacks to far more than a document holds</source>
        <translation>%1의 압축을 풀면 문서라고 하기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 would unpack to %2 MB</source>
        <translation>%1의 압축을 풀면 %2MB가 됩니다</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>%1을(를) 열 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: its parser breaks on it</source>
        <translation>%1을(를) 읽을 수 없습니다: 해석하다가 멈춥니다</translation>
    </message>
    <message>
        <source>%1 takes too long to answer</source>
        <translation>%1의 응답이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>%1 has trouble of its own (status %2)</source>
        <translation>%1 쪽에 문제가 있습니다(상태 %2)</translation>
    </message>
    <message>
        <source>%1 has %2 pages</source>
        <translation>%1은(는) %2쪽입니다</translation>
    </message>
    <message>
        <source>%1 wants a password</source>
        <translation>%1이(가) 비밀번호를 요구합니다</translation>
    </message>
    <message>
        <source>%1 does not let this program read the page</source>
        <translation>%1이(가) 이 프로그램에 페이지를 보여 주지 않습니다</translation>
    </message>
    <message>
        <source>%1 has no such page</source>
        <translation>%1에 그런 페이지가 없습니다</translation>
    </message>
    <message>
        <source>%1 has the page no longer</source>
        <translation>%1에 그 페이지가 더는 없습니다</translation>
    </message>
    <message>
        <source>%1 is asked too often</source>
        <translation>%1에 요청이 너무 많습니다</translation>
    </message>
    <message>
        <source>%1 may not show the page here</source>
        <translation>%1이(가) 이곳에서는 페이지를 보여 줄 수 없습니다</translation>
    </message>
    <message>
        <source>%1 sent a broken answer</source>
        <translation>%1이(가) 손상된 응답을 보냈습니다</translation>
    </message>
    <message>
        <source>%1 could not be reached</source>
        <translation>%1에 연결할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 leads from one address to the next without end</source>
        <translation>%1이(가) 끝없이 다른 주소로 이어집니다</translation>
    </message>
    <message>
        <source>%1 leads to something that is no web address</source>
        <translation>%1이(가) 웹 주소가 아닌 곳으로 이어집니다</translation>
    </message>
    <message>
        <source>%1 does not give the page (status %2)</source>
        <translation>%1이(가) 페이지를 주지 않습니다(상태 %2)</translation>
    </message>
    <message>
        <source>%1 holds %2 entries</source>
        <translation>%1에는 항목이 %2개나 들어 있습니다</translation>
    </message>
    <message>
        <source>%1 has more than %2 GB</source>
        <translation>%1이(가) %2GB보다 큽니다</translation>
    </message>
    <message>
        <source>%1 has no page %2</source>
        <translation>%1에는 %2쪽이 없습니다</translation>
    </message>
    <message>
        <source>%1 has %2 pixels</source>
        <translation>%1의 크기가 %2 픽셀입니다</translation>
    </message>
    <message>
        <source>%1 takes too long to open</source>
        <translation>%1을(를) 여는 데 시간이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>%1 takes too long to read</source>
        <translation>%1을(를) 읽는 데 시간이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>%1 has changed meanwhile</source>
        <translation>그사이 %1이(가) 바뀌었습니다</translation>
    </message>
    <message>
        <source>%1 is closed</source>
        <translation>%1이(가) 닫혔습니다</translation>
    </message>
    <message>
        <source>%1 holds more entries than a document does</source>
        <translation>%1에는 문서에 있을 수 없을 만큼 많은 항목이 들어 있습니다</translation>
    </message>
    <message>
        <source>%1 is larger than a Markdown file is</source>
        <translation>%1이(가) Markdown 파일로 보기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 has no text that could be parsed</source>
        <translation>%1에 해석할 수 있는 글이 없습니다</translation>
    </message>
    <message>
        <source>%1 holds no text document</source>
        <translation>%1에 글 문서가 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 is a device, not a file</source>
        <translation>%1은(는) 파일이 아니라 장치입니다</translation>
    </message>
    <message>
        <source>%1 is too large a picture</source>
        <translation>%1은(는) 너무 큰 그림입니다</translation>
    </message>
    <message>
        <source>%1 is larger than a text in its encoding may be</source>
        <translation>%1이(가) 이 인코딩의 글로 읽기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 needs more memory than a document may</source>
        <translation>%1에 문서에 허용된 것보다 많은 메모리가 필요합니다</translation>
    </message>
    <message>
        <source>%1 is nested too deeply</source>
        <translation>%1의 구조가 너무 깊습니다</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1을(를) 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>%1을(를) 읽지 못했습니다: %2</translation>
    </message>
    <message>
        <source>%1 is not installed</source>
        <translation>%1 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 파일이 없습니다</translation>
    </message>
    <message>
        <source>%1 does not exist any more</source>
        <translation>%1 파일이 이제 없습니다</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 파일이 비어 있습니다</translation>
    </message>
    <message>
        <source>%1 holds no sound</source>
        <translation>%1 파일에 소리가 없습니다</translation>
    </message>
    <message>
        <source>%1 is not a sound file, or it is damaged</source>
        <translation>%1 파일은 소리 파일이 아니거나 손상되었습니다</translation>
    </message>
    <message>
        <source>%1 was not read within %2 seconds</source>
        <translation>%1 파일을 %2초 안에 읽지 못했습니다</translation>
    </message>
    <message>
        <source>%1 ends after %2 of %3: it is damaged</source>
        <translation>%1 파일이 %3 중 %2에서 끝납니다. 손상되었습니다</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 파일을 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: it is a folder</source>
        <translation>%1 파일을 쓸 수 없습니다. 폴더입니다</translation>
    </message>
    <message>
        <source>%1 cannot be written: there is no folder %2</source>
        <translation>%1 파일을 쓸 수 없습니다. %2 폴더가 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 파일을 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 파일을 쓰지 못했습니다: %2</translation>
    </message>
    <message>
        <source>%1 does not end like a sound file</source>
        <translation>%1 이름의 끝이 소리 파일의 것이 아닙니다</translation>
    </message>
    <message>
        <source>%1 was not written: nothing in the answer can be read aloud</source>
        <translation>%1 파일을 쓰지 않았습니다. 답에 소리 내어 읽을 것이 없습니다</translation>
    </message>
    <message>
        <source>ffmpeg, which is needed for %1, is not installed</source>
        <translation>%1 형식에 필요한 ffmpeg가 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>A finished part could not be kept: %1</source>
        <translation>끝난 부분을 보관하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>There is no speech in the recording</source>
        <translation>녹음에 말소리가 없습니다</translation>
    </message>
    <message>
        <source>The sound device does not answer</source>
        <translation>소리 장치가 응답하지 않습니다</translation>
    </message>
    <message>
        <source>%1 does not play: %2</source>
        <translation>%1에서 재생되지 않습니다: %2</translation>
    </message>
    <message>
        <source>The settings in %1 cannot be read: %2</source>
        <translation>%1의 설정을 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>The settings in %1 do not fit: %2</source>
        <translation>%1의 설정이 맞지 않습니다: %2</translation>
    </message>
    <message>
        <source>The model %1 could not be stored: %2</source>
        <translation>%1 모델을 저장하지 못했습니다: %2</translation>
    </message>
    <message>
        <source>The model file %1 could not be fetched; tried: %2</source>
        <translation>모델 파일 %1을(를) 받지 못했습니다. 시도한 곳: %2</translation>
    </message>
    <message>
        <source>The conversations were written by a newer version of this program</source>
        <translation>대화가 이 프로그램의 더 새로운 판에서 쓰였습니다</translation>
    </message>
    <message>
        <source>local engine</source>
        <translation>로컬 엔진</translation>
    </message>
    <message>
        <source>transcription</source>
        <translation>음성 인식</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>speech</source>
        <translation>음성 합성</translation>
    </message>
    <message>
        <source>Something unexpected went wrong. The log has the details.</source>
        <translation>예상하지 못한 문제가 생겼습니다. 자세한 내용은 로그에 있습니다.</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Copied as {format}.</source>
        <translation>{format} 형식으로 복사했습니다.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}. Choose another folder.</source>
        <translation>{name} 파일을 쓸 수 없습니다: {reason}. 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{name} is written.</source>
        <translation>{name} 파일을 썼습니다.</translation>
    </message>
    <message>
        <source>Save the transcript</source>
        <translation>받아쓴 글 저장</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>SRT subtitles</source>
        <translation>SRT 자막</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>WebVTT 자막</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON with times</source>
        <translation>시각이 있는 JSON</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Copy the whole transcript in this format (Ctrl+Shift+C)</source>
        <translation>받아쓴 글 전체를 이 형식으로 복사 (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Save the whole transcript in this format (Ctrl+S)</source>
        <translation>받아쓴 글 전체를 이 형식으로 저장 (Ctrl+S)</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Save as sound</source>
        <translation>소리로 저장</translation>
    </message>
    <message>
        <source>Subtitles beside it (SRT and WebVTT)</source>
        <translation>자막도 함께 (SRT와 WebVTT)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The document is being spoken…</source>
        <translation>문서를 말소리로 만드는 중…</translation>
    </message>
    <message>
        <source>The file is being written…</source>
        <translation>파일을 쓰는 중…</translation>
    </message>
    <message>
        <source>{share} is spoken, {length}</source>
        <translation>{share} 완료, {length}</translation>
    </message>
    <message>
        <source>Stopped. Saved again under the same name, it goes on there.</source>
        <translation>중지했습니다. 같은 이름으로 다시 저장하면 이어서 합니다.</translation>
    </message>
    <message>
        <source>{name} is written, {length}.</source>
        <translation>{name} 저장 완료, {length}.</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>M4B, an audiobook with chapters</source>
        <translation>M4B, 장이 나뉜 오디오북</translation>
    </message>
    <message>
        <source>Opus, the smallest</source>
        <translation>Opus, 가장 작음</translation>
    </message>
    <message>
        <source>FLAC, without loss</source>
        <translation>FLAC, 무손실</translation>
    </message>
    <message>
        <source>WAV</source>
        <translation>WAV</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>How much is spoken</source>
        <translation>말소리로 만든 양</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>{n} tokens</source>
        <translation>토큰 {n}개</translation>
    </message>
    <message>
        <source>free</source>
        <translation>무료</translation>
    </message>
    <message>
        <source>The answer was cut.</source>
        <translation>답이 중간에 끊겼습니다.</translation>
    </message>
    <message>
        <source>The answer was withheld.</source>
        <translation>답이 보류되었습니다.</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Patience in seconds</source>
        <translation>기다리는 시간(초)</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>시도 횟수</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Words to listen for</source>
        <translation>귀 기울일 낱말</translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation>답하는 방식</translation>
    </message>
    <message>
        <source>Reasoning effort</source>
        <translation>추론 강도</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>가장 긴 답</translation>
    </message>
    <message>
        <source>Price of questions</source>
        <translation>질문 가격</translation>
    </message>
    <message>
        <source>Price of answers</source>
        <translation>답 가격</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>목소리</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>How it speaks</source>
        <translation>말하는 방식</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>마이크</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>스피커</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Show unsure words</source>
        <translation>불확실한 낱말 표시</translation>
    </message>
    <message>
        <source>This computer stands in</source>
        <translation>이 컴퓨터가 대신하기</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>핸즈프리</translation>
    </message>
    <message>
        <source>Wake phrase</source>
        <translation>호출어</translation>
    </message>
    <message>
        <source>Time for going on</source>
        <translation>이어 말할 수 있는 시간(초)</translation>
    </message>
    <message>
        <source>Shortest pause</source>
        <translation>가장 짧은 쉼(초)</translation>
    </message>
    <message>
        <source>Longest pause</source>
        <translation>가장 긴 쉼(초)</translation>
    </message>
    <message>
        <source>Early start</source>
        <translation>미리 시작할 일</translation>
    </message>
    <message>
        <source>Sound: it hears you</source>
        <translation>소리: 말을 들을 때</translation>
    </message>
    <message>
        <source>Sound: it thinks</source>
        <translation>소리: 생각할 때</translation>
    </message>
    <message>
        <source>Sound: it stopped listening</source>
        <translation>소리: 듣기를 멈출 때</translation>
    </message>
    <message>
        <source>Key: read what is selected</source>
        <translation>키: 선택한 글 읽기</translation>
    </message>
    <message>
        <source>Key: hold to talk</source>
        <translation>키: 누르고 말하기</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>다른 서버</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Speech endpoint</source>
        <translation>음성 엔드포인트</translation>
    </message>
    <message>
        <source>Realtime connection</source>
        <translation>Realtime 연결</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Speech recognition</source>
        <translation>음성 인식</translation>
    </message>
    <message>
        <source>Speech recognition and answer</source>
        <translation>음성 인식과 답변</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Read from here</source>
        <translation>여기부터 읽기</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾지 못함</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>찾음</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>문서에서 찾기</translation>
    </message>
    <message>
        <source>The one before (Shift+Enter)</source>
        <translation>이전 것 (Shift+Enter)</translation>
    </message>
    <message>
        <source>The next one (Enter)</source>
        <translation>다음 것 (Enter)</translation>
    </message>
    <message>
        <source>Read from what was found (Ctrl+Enter)</source>
        <translation>찾은 곳부터 읽기 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>찾기 닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Paste your key first; it begins with sk-.</source>
        <translation>먼저 키를 붙여 넣으세요. 키는 sk-로 시작합니다.</translation>
    </message>
    <message>
        <source>The address begins with http:// or https://, such as http://localhost:8000/v1.</source>
        <translation>주소는 http:// 또는 https://로 시작합니다. 예: http://localhost:8000/v1</translation>
    </message>
    <message>
        <source>Choose what the server is to do.</source>
        <translation>서버가 맡을 일을 고르세요.</translation>
    </message>
    <message>
        <source>Who should answer you?</source>
        <translation>누가 답해 드릴까요?</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>You can change this in Settings at any time.</source>
        <translation>설정에서 언제든지 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Speech and questions go to OpenAI. The key stays in the system&apos;s keyring.</source>
        <translation>음성과 질문을 OpenAI로 보냅니다. 키는 시스템 키링에 보관됩니다.</translation>
    </message>
    <message>
        <source>My OpenAI key</source>
        <translation>내 OpenAI 키</translation>
    </message>
    <message>
        <source>Use the key from the environment</source>
        <translation>환경 변수의 키 사용</translation>
    </message>
    <message>
        <source>Use OpenAI</source>
        <translation>OpenAI 사용</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Enter my key</source>
        <translation>내 키 입력</translation>
    </message>
    <message>
        <source>One that works as OpenAI&apos;s does. What it does not do, this computer does.</source>
        <translation>OpenAI와 호환되는 서버입니다. 서버가 맡지 않는 일은 이 컴퓨터가 합니다.</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>다른 서버</translation>
    </message>
    <message>
        <source>Only if it asks for one</source>
        <translation>서버가 요구할 때만</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>이 서버 사용</translation>
    </message>
    <message>
        <source>Enter its address</source>
        <translation>주소 입력</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Answers are simpler.</source>
        <translation>모든 것이 이 컴퓨터 안에서 처리됩니다. 답은 더 단순합니다.</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>오프라인으로 사용</translation>
    </message>
    <message>
        <source>Use this computer</source>
        <translation>이 컴퓨터 사용</translation>
    </message>
</context>
<context>
    <name>HandsFree</name>
    <message>
        <source>Hands-free</source>
        <translation>핸즈프리</translation>
    </message>
    <message>
        <source>Just talk, without a key (Ctrl+M)</source>
        <translation>키를 누르지 않고 말하기(Ctrl+M)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>음소거 해제</translation>
    </message>
    <message>
        <source>Hear what is said again (Ctrl+Shift+M)</source>
        <translation>말을 다시 듣기(Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>Hear nothing but what is said with the talk key (Ctrl+Shift+M)</source>
        <translation>말하기 키를 누르고 하는 말만 듣기(Ctrl+Shift+M)</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Into English</source>
        <translation>영어로</translation>
    </message>
    <message>
        <source>Translates what is said into English</source>
        <translation>말한 내용을 영어로 옮깁니다</translation>
    </message>
    <message>
        <source>Translated by a chat model from what was heard.</source>
        <translation>들은 내용을 대화 모델이 번역했습니다.</translation>
    </message>
    <message>
        <source>Show what was heard</source>
        <translation>들은 내용 보기</translation>
    </message>
    <message>
        <source>Show the translation</source>
        <translation>번역 보기</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Waiting for the voice…</source>
        <translation>목소리를 기다리는 중…</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>{pages}쪽 중 {page}쪽</translation>
    </message>
</context>
<context>
    <name>Hearing</name>
    <message>
        <source>Hands-free is off</source>
        <translation>핸즈프리가 꺼져 있습니다</translation>
    </message>
    <message>
        <source>Just talk</source>
        <translation>말씀하세요</translation>
    </message>
    <message>
        <source>Say “{phrase}”</source>
        <translation>“{phrase}” 부르기</translation>
    </message>
    <message>
        <source>Say the wake phrase</source>
        <translation>호출어를 말하세요</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>음소거됨</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Who does this: OpenAI if a key is there, else this computer (auto); or a choice.</source>
        <translation>누가 이 일을 할지 정합니다. 자동이면 키가 있을 때 OpenAI, 없을 때 이 컴퓨터가 합니다.</translation>
    </message>
    <message>
        <source>The address of another server, such as http://localhost:8000/v1.</source>
        <translation>다른 서버의 주소. 예: http://localhost:8000/v1</translation>
    </message>
    <message>
        <source>The model&apos;s name on that server; empty for the usual one.</source>
        <translation>그 서버에서 쓰는 모델 이름. 비워 두면 기본 모델을 씁니다.</translation>
    </message>
    <message>
        <source>How long to wait for the server before saying so.</source>
        <translation>서버가 답하지 않는다고 알리기까지 기다리는 시간.</translation>
    </message>
    <message>
        <source>How often to ask a server that does not answer.</source>
        <translation>답하지 않는 서버에 물어보는 횟수.</translation>
    </message>
    <message>
        <source>The language you speak, such as en or ko; empty: any.</source>
        <translation>말하는 언어. 예: en, ko. 비워 두면 모든 언어.</translation>
    </message>
    <message>
        <source>Names and words that you often say, so that they are understood.</source>
        <translation>자주 말하는 이름과 낱말입니다. 적어 두면 더 잘 알아듣습니다.</translation>
    </message>
    <message>
        <source>How the assistant should answer; empty for the usual way.</source>
        <translation>비서가 답하는 방식. 비워 두면 기본 방식을 따릅니다.</translation>
    </message>
    <message>
        <source>How long the model may think before it answers; none is the fastest.</source>
        <translation>모델이 답하기 전에 얼마나 생각할지. none이 가장 빠릅니다.</translation>
    </message>
    <message>
        <source>The longest answer, in tokens; 0: as long as the server allows.</source>
        <translation>가장 긴 답의 토큰 수입니다. 0이면 서버가 허용하는 만큼입니다.</translation>
    </message>
    <message>
        <source>What a million tokens of questions cost, in dollars; 0: unknown.</source>
        <translation>질문 토큰 백만 개의 가격(달러)입니다. 0이면 모름입니다.</translation>
    </message>
    <message>
        <source>What a million tokens of answers cost, in dollars; 0: unknown.</source>
        <translation>답 토큰 백만 개의 가격(달러)입니다. 0이면 모름입니다.</translation>
    </message>
    <message>
        <source>The voice that speaks.</source>
        <translation>말하는 목소리.</translation>
    </message>
    <message>
        <source>How fast it speaks; 1 is usual.</source>
        <translation>말하는 속도. 1이 보통입니다.</translation>
    </message>
    <message>
        <source>How the server speaks: the speech endpoint, or a Realtime connection (after tts-1).</source>
        <translation>서버가 말하는 방식입니다. 음성 엔드포인트 또는 Realtime 연결(tts-1 이후)입니다.</translation>
    </message>
    <message>
        <source>The voice that reads; empty: the one that answers.</source>
        <translation>문서를 읽는 목소리입니다. 비워 두면 대답하는 목소리가 읽습니다.</translation>
    </message>
    <message>
        <source>The microphone&apos;s name; empty for the system&apos;s default.</source>
        <translation>사용할 마이크. 비어 있으면 시스템 기본값.</translation>
    </message>
    <message>
        <source>The speaker&apos;s name; empty for the system&apos;s default.</source>
        <translation>사용할 스피커. 비어 있으면 시스템 기본값.</translation>
    </message>
    <message>
        <source>Light, dark, or as the system.</source>
        <translation>밝게, 어둡게, 또는 시스템 설정에 따름.</translation>
    </message>
    <message>
        <source>The window&apos;s language; empty: the system&apos;s.</source>
        <translation>창에 쓰는 언어.</translation>
    </message>
    <message>
        <source>Shade the words that the models were not sure of.</source>
        <translation>모델이 확신하지 못한 낱말에 음영을 넣습니다.</translation>
    </message>
    <message>
        <source>What a server cannot do, or when it does not answer, this computer does.</source>
        <translation>서버가 할 수 없거나 답하지 않는 일은 이 컴퓨터가 합니다.</translation>
    </message>
    <message>
        <source>Just talk, without a key; talk over an answer and it falls silent.</source>
        <translation>키를 누르지 않고 그냥 말하면 됩니다. 답하는 중에 말하면 조용해집니다.</translation>
    </message>
    <message>
        <source>Listen only after this phrase, which is recognised on this computer.</source>
        <translation>이 말을 한 뒤에만 듣습니다. 이 말은 이 컴퓨터에서 알아듣습니다.</translation>
    </message>
    <message>
        <source>How long after an answer you can go on without the wake phrase, in seconds.</source>
        <translation>답변이 끝난 뒤 호출어 없이 이어 말할 수 있는 시간(초).</translation>
    </message>
    <message>
        <source>The pause after a finished sentence that ends your turn, in seconds.</source>
        <translation>문장을 끝맺은 뒤 이만큼 쉬면 말이 끝난 것으로 봅니다(초).</translation>
    </message>
    <message>
        <source>The pause within a sentence that ends your turn at the latest, in seconds.</source>
        <translation>문장 중간이라도 늦어도 이만큼 쉬면 말이 끝난 것으로 봅니다(초).</translation>
    </message>
    <message>
        <source>What is begun at each short pause, before it is sure that you are done: faster, but every pause inside a question costs an extra transcription and chat request.</source>
        <translation>말이 끝났는지 확실해지기 전에 짧게 쉴 때마다 미리 시작할 일. 더 빠르지만, 질문 도중에 쉴 때마다 음성 인식과 대화 요청이 한 번씩 더 듭니다.</translation>
    </message>
    <message>
        <source>A short sound when it begins to hear you.</source>
        <translation>말을 듣기 시작할 때 짧은 소리를 냅니다.</translation>
    </message>
    <message>
        <source>A soft sound now and then while it thinks for longer.</source>
        <translation>오래 생각하는 동안 가끔 부드러운 소리를 냅니다.</translation>
    </message>
    <message>
        <source>A short sound when it does not listen any more.</source>
        <translation>더는 듣지 않을 때 짧은 소리를 냅니다.</translation>
    </message>
    <message>
        <source>Reads aloud what is selected in any program; a second time pauses. Empty: none.</source>
        <translation>어느 프로그램에서든 선택한 글을 소리 내어 읽습니다. 다시 누르면 멈춥니다. 비워 두면 키가 없습니다.</translation>
    </message>
    <message>
        <source>Hold it to talk, in any program. Empty: none.</source>
        <translation>어느 프로그램에서든 누르고 있는 동안 말합니다. 비워 두면 키가 없습니다.</translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>No keyboard is known that has the key {key}.</source>
        <translation>{key} 키가 있는 키보드를 알지 못합니다.</translation>
    </message>
    <message>
        <source>This keyboard has no key {key}. Choose another one in Settings.</source>
        <translation>이 키보드에는 {key} 키가 없습니다. 설정에서 다른 키를 고르세요.</translation>
    </message>
    <message>
        <source>Another program has taken {key}. Choose another key in Settings.</source>
        <translation>다른 프로그램이 {key} 키를 쓰고 있습니다. 설정에서 다른 키를 고르세요.</translation>
    </message>
    <message>
        <source>The desktop did not give the key {key}. Its own settings can run “{command}”.</source>
        <translation>데스크톱이 {key} 키를 주지 않았습니다. 데스크톱 설정에서 ‘{command}’ 명령을 키에 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>Read what is selected</source>
        <translation>선택한 글 읽기</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>누르고 말하기</translation>
    </message>
</context>
<context>
    <name>JsonTree</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Answer as JSON</source>
        <translation>JSON으로 답하기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>⚠ It could not be saved: {reason}</source>
        <translation>⚠ 저장할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>Save JSON</source>
        <translation>JSON 저장</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press a key</source>
        <translation>키를 누르세요</translation>
    </message>
</context>
<context>
    <name>KeysHelp</name>
    <message>
        <source>All keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>Send what is typed</source>
        <translation>입력한 내용 보내기</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>New line while typing</source>
        <translation>입력 중 줄 바꾸기</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>Copy a message</source>
        <translation>메시지 복사</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>In a transcript: play or pause</source>
        <translation>받아쓴 글에서: 재생 또는 일시정지</translation>
    </message>
    <message>
        <source>Space, Ctrl+P</source>
        <translation>스페이스, Ctrl+P</translation>
    </message>
    <message>
        <source>In a transcript: play from the word at the caret</source>
        <translation>받아쓴 글에서: 커서가 있는 단어부터 재생</translation>
    </message>
    <message>
        <source>In a transcript: five seconds back, on</source>
        <translation>받아쓴 글에서: 5초 뒤로, 앞으로</translation>
    </message>
    <message>
        <source>Alt+Left, Alt+Right</source>
        <translation>Alt+왼쪽, Alt+오른쪽</translation>
    </message>
    <message>
        <source>In a transcript: find, next, previous</source>
        <translation>받아쓴 글에서: 찾기, 다음, 이전</translation>
    </message>
    <message>
        <source>Ctrl+F, F3, Shift+F3</source>
        <translation>Ctrl+F, F3, Shift+F3</translation>
    </message>
    <message>
        <source>In a transcript: play from what was found</source>
        <translation>받아쓴 글에서: 찾은 곳부터 재생</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>In a transcript: copy all, save</source>
        <translation>받아쓴 글에서: 모두 복사, 저장</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C, Ctrl+S</source>
        <translation>Ctrl+Shift+C, Ctrl+S</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>Headings</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Paragraphs</source>
        <translation>문단</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>인용문</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>그림과 표의 설명</translation>
    </message>
    <message>
        <source>Program code</source>
        <translation>프로그램 코드</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Footnotes</source>
        <translation>각주</translation>
    </message>
    <message>
        <source>References</source>
        <translation>참고 문헌</translation>
    </message>
    <message>
        <source>Page headers, footers and numbers</source>
        <translation>머리말, 꼬리말, 쪽 번호</translation>
    </message>
    <message>
        <source>Menus and tables of contents</source>
        <translation>메뉴와 차례</translation>
    </message>
    <message>
        <source>Words in drawings</source>
        <translation>그림 속의 글</translation>
    </message>
    <message>
        <source>Heading, not read</source>
        <translation>제목, 읽지 않음</translation>
    </message>
    <message>
        <source>Paragraph, not read</source>
        <translation>문단, 읽지 않음</translation>
    </message>
    <message>
        <source>List, not read</source>
        <translation>목록, 읽지 않음</translation>
    </message>
    <message>
        <source>Quotation, not read</source>
        <translation>인용문, 읽지 않음</translation>
    </message>
    <message>
        <source>Caption, not read</source>
        <translation>설명, 읽지 않음</translation>
    </message>
    <message>
        <source>Program code, not read</source>
        <translation>프로그램 코드, 읽지 않음</translation>
    </message>
    <message>
        <source>Table, not read</source>
        <translation>표, 읽지 않음</translation>
    </message>
    <message>
        <source>Footnote, not read</source>
        <translation>각주, 읽지 않음</translation>
    </message>
    <message>
        <source>Reference, not read</source>
        <translation>참고 문헌, 읽지 않음</translation>
    </message>
    <message>
        <source>Page header or footer, not read</source>
        <translation>머리말이나 꼬리말, 읽지 않음</translation>
    </message>
    <message>
        <source>Menu or contents, not read</source>
        <translation>메뉴나 차례, 읽지 않음</translation>
    </message>
    <message>
        <source>Drawing, not read</source>
        <translation>그림, 읽지 않음</translation>
    </message>
</context>
<context>
    <name>LanguageVoices</name>
    <message>
        <source>Add language</source>
        <translation>언어 추가</translation>
    </message>
    <message>
        <source>Voice for {language}</source>
        <translation>{language} 목소리</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>말하는 중…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Hear</source>
        <translation>들어 보기</translation>
    </message>
    <message>
        <source>Hear {language}</source>
        <translation>{language} 들어 보기</translation>
    </message>
    <message>
        <source>Voices for languages of their own</source>
        <translation>언어별 목소리</translation>
    </message>
    <message>
        <source>Each sentence is read by the voice of its language; empty: by the one above.</source>
        <translation>각 문장은 그 언어의 목소리가 읽습니다. 비워 두면 위의 목소리가 읽습니다.</translation>
    </message>
    <message>
        <source>Another language</source>
        <translation>다른 언어</translation>
    </message>
</context>
<context>
    <name>Latency</name>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>Pause noticed</source>
        <translation>말이 멈춘 것을 알아챔</translation>
    </message>
    <message>
        <source>Pause long enough</source>
        <translation>말이 끝났다고 판단</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>말을 알아들음</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>첫 단어</translation>
    </message>
    <message>
        <source>First sentence</source>
        <translation>첫 문장</translation>
    </message>
    <message>
        <source>First sound</source>
        <translation>첫소리</translation>
    </message>
    <message>
        <source>Hands-free, on this computer</source>
        <translation>핸즈프리, 이 컴퓨터에서</translation>
    </message>
    <message>
        <source>Hands-free, with a server</source>
        <translation>핸즈프리, 서버 사용</translation>
    </message>
    <message>
        <source>With the talk key, on this computer</source>
        <translation>말하기 키, 이 컴퓨터에서</translation>
    </message>
    <message>
        <source>With the talk key, with a server</source>
        <translation>말하기 키, 서버 사용</translation>
    </message>
    <message>
        <source>Median {median}, 95th percentile {most}</source>
        <translation>중앙값 {median}, 95번째 백분위수 {most}</translation>
    </message>
    <message>
        <source>Your only turn of this kind so far</source>
        <translation>이런 대화는 이번이 처음입니다</translation>
    </message>
    <message>
        <source>Your last {n} turns of this kind</source>
        <translation>이런 대화 최근 {n}번</translation>
    </message>
    <message>
        <source>From {least} to {most}</source>
        <translation>{least}에서 {most}까지</translation>
    </message>
    <message>
        <source>The newest first: {times}</source>
        <translation>최근 것부터: {times}</translation>
    </message>
    <message>
        <source>The pause after your last word takes {time}. Shorten the pauses, or use the talk key.</source>
        <translation>마지막 말 뒤에 {time} 동안 기다립니다. 쉬는 시간을 줄이거나 말하기 키를 쓰세요.</translation>
    </message>
    <message>
        <source>An early start would save about {time}: work begins at a short pause. It costs more requests.</source>
        <translation>미리 시작하면 약 {time} 빨라집니다. 잠깐 쉴 때 바로 일을 시작하는 대신 요청이 늘어납니다.</translation>
    </message>
    <message>
        <source>Recognising what you said takes {time}. A faster model, or this computer, may be quicker.</source>
        <translation>말을 알아듣는 데 {time} 걸립니다. 더 빠른 모델이나 이 컴퓨터를 쓰면 빨라질 수 있습니다.</translation>
    </message>
    <message>
        <source>Recognising what you said takes {time} on this computer. A server may be quicker.</source>
        <translation>이 컴퓨터에서 말을 알아듣는 데 {time} 걸립니다. 서버를 쓰면 빨라질 수 있습니다.</translation>
    </message>
    <message>
        <source>The model&apos;s first word takes {time}. Let it think less before it answers.</source>
        <translation>모델의 첫 단어까지 {time} 걸립니다. 답하기 전에 덜 생각하게 하세요.</translation>
    </message>
    <message>
        <source>The model&apos;s first word takes {time}. Another model may begin sooner.</source>
        <translation>모델의 첫 단어까지 {time} 걸립니다. 다른 모델은 더 빨리 시작할 수 있습니다.</translation>
    </message>
    <message>
        <source>The model&apos;s first word takes {time} on this computer. A server may begin sooner.</source>
        <translation>이 컴퓨터에서 모델의 첫 단어까지 {time} 걸립니다. 서버를 쓰면 더 빨리 시작할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its first sentence takes {time} to write. Have it begin with a short one, or choose a faster model.</source>
        <translation>첫 문장을 쓰는 데 {time} 걸립니다. 짧은 문장으로 시작하게 하거나 더 빠른 모델을 고르세요.</translation>
    </message>
    <message>
        <source>Speech takes {time} to arrive. Another speech model, or this computer, may be quicker.</source>
        <translation>말소리가 오는 데 {time} 걸립니다. 다른 말하기 모델이나 이 컴퓨터를 쓰면 빨라질 수 있습니다.</translation>
    </message>
    <message>
        <source>Speech takes {time} to be made on this computer. A server may be quicker.</source>
        <translation>이 컴퓨터에서 말소리를 만드는 데 {time} 걸립니다. 서버를 쓰면 빨라질 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing stands out: every step is quick.</source>
        <translation>모든 단계가 빨라서 눈에 띄는 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>LatencyGraph</name>
    <message>
        <source>Time to the first sound, turn by turn</source>
        <translation>대화마다 첫소리까지 걸린 시간</translation>
    </message>
</context>
<context>
    <name>LatencyPanel</name>
    <message>
        <source>Ask something aloud: here you see how long the answer took.</source>
        <translation>말로 물어보세요. 답까지 걸린 시간이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>after</source>
        <translation>누적</translation>
    </message>
    <message>
        <source>This turn, from the end of your speech</source>
        <translation>이번 대화, 말을 마친 때부터</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>설정 열기</translation>
    </message>
    <message>
        <source>What would make it faster</source>
        <translation>더 빠르게 하려면</translation>
    </message>
    <message>
        <source>This turn</source>
        <translation>이번 대화</translation>
    </message>
</context>
<context>
    <name>LookPanel</name>
    <message>
        <source>As usual</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>{family} (made for easy reading)</source>
        <translation>{family} (읽기 쉽도록 만든 글꼴)</translation>
    </message>
    <message>
        <source>As in the window</source>
        <translation>창과 같게</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>흰 바탕에 검은 글씨</translation>
    </message>
    <message>
        <source>Brown on sepia</source>
        <translation>세피아에 갈색 글씨</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>검은 바탕에 흰 글씨</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>모든 줄</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>한 줄</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n}줄</translation>
    </message>
    <message>
        <source>Typeface</source>
        <translation>글꼴</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>줄 간격</translation>
    </message>
    <message>
        <source>Letter spacing</source>
        <translation>글자 간격</translation>
    </message>
    <message>
        <source>Word spacing</source>
        <translation>단어 간격</translation>
    </message>
    <message>
        <source>Letters a line</source>
        <translation>한 줄의 글자 수</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Line focus</source>
        <translation>또렷하게 보이는 줄</translation>
    </message>
    <message>
        <source>Pages as they are take over only the colours; Ctrl+T shows their text.</source>
        <translation>쪽 모양 그대로 볼 때는 색상만 적용됩니다. Ctrl+T를 누르면 글이 보입니다.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Voice Assistant</source>
        <translation>음성 비서</translation>
    </message>
    <message>
        <source>One recording at a time: {name} was opened. Drop the others afterwards.</source>
        <translation>녹음은 한 번에 하나씩입니다. {name} 파일을 열었으니 나머지는 나중에 놓으세요.</translation>
    </message>
    <message>
        <source>The text in the picture is being read.</source>
        <translation>그림 속 글자를 읽고 있습니다.</translation>
    </message>
    <message>
        <source>The key you typed is kept in the system&apos;s keyring.</source>
        <translation>입력하신 키를 시스템 키링에 보관했습니다.</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Bookmark with a note</source>
        <translation>메모가 있는 책갈피</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Bookmark set</source>
        <translation>책갈피를 두었습니다</translation>
    </message>
    <message>
        <source>Bookmark removed</source>
        <translation>책갈피를 없앴습니다</translation>
    </message>
</context>
<context>
    <name>MediaPlayer</name>
    <message>
        <source>Voice Assistant</source>
        <translation>음성 비서</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Assistant</source>
        <translation>비서(&amp;A)</translation>
    </message>
    <message>
        <source>Talk (hold or tap)	Space</source>
        <translation>말하기(누르고 있거나 한 번 누르기)	Space</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>핸즈프리</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>마이크 음소거</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Say a text…</source>
        <translation>글 말하기…</translation>
    </message>
    <message>
        <source>Transcribe a file…</source>
        <translation>파일을 글로 옮기기…</translation>
    </message>
    <message>
        <source>How fast it answers</source>
        <translation>답하는 속도</translation>
    </message>
    <message>
        <source>Tokens and cost…</source>
        <translation>토큰과 비용…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>읽기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Persona</source>
        <translation>페르소나(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>소리(&amp;S)</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>마이크</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>스피커</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>시스템 기본값</translation>
    </message>
    <message>
        <source>As in Settings</source>
        <translation>설정대로</translation>
    </message>
    <message>
        <source>Add or change…</source>
        <translation>추가 또는 변경…</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Show earlier messages</source>
        <translation>이전 메시지 보기</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>메시지 복사</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>비서</translation>
    </message>
    <message>
        <source>Picture {name}</source>
        <translation>그림 {name}</translation>
    </message>
    <message>
        <source>(interrupted)</source>
        <translation>(중단됨)</translation>
    </message>
    <message>
        <source>(stopped)</source>
        <translation>(중지됨)</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>⚠ over since {day}</source>
        <translation>⚠ {day}에 종료됨</translation>
    </message>
    <message>
        <source>⚠ soon: {day}</source>
        <translation>⚠ 곧 종료: {day}</translation>
    </message>
    <message>
        <source>{model} – shut down on {day}, then {successor}</source>
        <translation>{model} – {day}에 종료, 그다음 {successor}</translation>
    </message>
    <message>
        <source>{model} – shut down on {day}</source>
        <translation>{model} – {day}에 종료</translation>
    </message>
</context>
<context>
    <name>ModelsView</name>
    <message>
        <source>The server&apos;s models</source>
        <translation>서버의 모델</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>그다음</translation>
    </message>
    <message>
        <source>The server is asked for its models…</source>
        <translation>서버에 모델을 묻고 있습니다…</translation>
    </message>
    <message>
        <source>The server names no models.</source>
        <translation>서버가 모델을 알려 주지 않습니다.</translation>
    </message>
    <message>
        <source>Go on with {successor}</source>
        <translation>{successor} 모델로 계속</translation>
    </message>
    <message>
        <source>{model} (in use)</source>
        <translation>{model} (사용 중)</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>이 알림 닫기</translation>
    </message>
</context>
<context>
    <name>NoticeBoard</name>
    <message>
        <source>What you said last time was recorded but not sent.</source>
        <translation>지난번에 하신 말씀은 녹음되었지만 보내지 못했습니다.</translation>
    </message>
    <message>
        <source>Please go on.</source>
        <translation>계속해 주세요.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>{model} was shut down on {day}; {successor} is used now.</source>
        <translation>{model} 모델은 {day}에 종료되어 이제 {successor} 모델을 사용합니다.</translation>
    </message>
    <message>
        <source>{model} is shut down on {day}.</source>
        <translation>{model} 모델은 {day}에 종료됩니다.</translation>
    </message>
    <message>
        <source>Switch to {successor}</source>
        <translation>{successor}(으)로 바꾸기</translation>
    </message>
    <message>
        <source>{successor} does not tell when words are said.</source>
        <translation>{successor} 모델은 단어를 말한 시각을 알려 주지 않습니다.</translation>
    </message>
</context>
<context>
    <name>OpenMenu</name>
    <message>
        <source>Open to read…</source>
        <translation>읽을 문서 열기…</translation>
    </message>
    <message>
        <source>Read a web page…</source>
        <translation>웹 페이지 읽기…</translation>
    </message>
    <message>
        <source>Read the clipboard</source>
        <translation>클립보드 읽기</translation>
    </message>
    <message>
        <source>Read what is selected</source>
        <translation>선택한 글 읽기</translation>
    </message>
    <message>
        <source>Read a part of the screen…</source>
        <translation>화면의 일부 읽기…</translation>
    </message>
    <message>
        <source>Recent documents</source>
        <translation>최근 문서</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>아직 없음</translation>
    </message>
</context>
<context>
    <name>OptionsBar</name>
    <message>
        <source>Transcribe</source>
        <translation>글로 옮기기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>아무 언어</translation>
    </message>
    <message>
        <source>The first part is being heard…</source>
        <translation>첫 부분을 듣고 있습니다…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Names and words that may occur</source>
        <translation>나올 수 있는 이름과 단어</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>{pages}쪽 중 {page}쪽</translation>
    </message>
    <message>
        <source>A picture of the page; “Pages as they are” in the menu shows its text.</source>
        <translation>쪽의 그림입니다. 메뉴의 ‘쪽 모양 그대로’를 끄면 글이 보입니다.</translation>
    </message>
</context>
<context>
    <name>PersonaDialog</name>
    <message>
        <source>Personas</source>
        <translation>페르소나</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation>답하는 방식</translation>
    </message>
    <message>
        <source>Voice; empty for the usual one</source>
        <translation>목소리 (비우면 기본 목소리)</translation>
    </message>
    <message>
        <source>Chat model; empty for the usual one</source>
        <translation>대화 모델 (비우면 기본 모델)</translation>
    </message>
    <message>
        <source>New persona</source>
        <translation>새 페르소나</translation>
    </message>
    <message>
        <source>Every persona needs a name of its own.</source>
        <translation>페르소나마다 서로 다른 이름이 필요합니다.</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>듣는 중</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>생각 중</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>말하는 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>멈춤</translation>
    </message>
</context>
<context>
    <name>PictureTexts</name>
    <message>
        <source>Text in the picture:</source>
        <translation>그림 속의 글:</translation>
    </message>
</context>
<context>
    <name>PlaceSlider</name>
    <message>
        <source>Place in the document</source>
        <translation>문서 안의 위치</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>−5 s</source>
        <translation>−5초</translation>
    </message>
    <message>
        <source>+5 s</source>
        <translation>+5초</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>재생 중</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>녹음이 끝났습니다.</translation>
    </message>
    <message>
        <source>Paused at {time}</source>
        <translation>{time}에서 일시정지</translation>
    </message>
    <message>
        <source>Play or pause (Ctrl+P, or Space in the transcript)</source>
        <translation>재생 또는 일시정지 (Ctrl+P, 받아쓴 글에서는 스페이스)</translation>
    </message>
    <message>
        <source>Five seconds back</source>
        <translation>5초 뒤로</translation>
    </message>
    <message>
        <source>Five seconds on</source>
        <translation>5초 앞으로</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>녹음의 위치</translation>
    </message>
</context>
<context>
    <name>PlusMenu</name>
    <message>
        <source>Add to the question</source>
        <translation>질문에 추가</translation>
    </message>
    <message>
        <source>Picture from a file…</source>
        <translation>파일에서 그림 가져오기…</translation>
    </message>
    <message>
        <source>Screenshot of the screen</source>
        <translation>화면 전체 스크린샷</translation>
    </message>
    <message>
        <source>Part of the screen…</source>
        <translation>화면 일부…</translation>
    </message>
    <message>
        <source>Answer as JSON</source>
        <translation>JSON으로 답하기</translation>
    </message>
    <message>
        <source>Answer as JSON with a schema…</source>
        <translation>스키마에 맞춰 JSON으로 답하기…</translation>
    </message>
    <message>
        <source>Voice memo</source>
        <translation>음성 메모</translation>
    </message>
</context>
<context>
    <name>PronunciationForm</name>
    <message>
        <source>Only as a whole word</source>
        <translation>온전한 단어일 때만</translation>
    </message>
    <message>
        <source>Same capitals only</source>
        <translation>대소문자가 같을 때만</translation>
    </message>
    <message>
        <source>Empty: it is left out</source>
        <translation>비워 두면 읽지 않습니다</translation>
    </message>
    <message>
        <source>Every language</source>
        <translation>모든 언어</translation>
    </message>
    <message>
        <source>Type the word as it is written.</source>
        <translation>단어를 쓰여 있는 그대로 입력하세요.</translation>
    </message>
    <message>
        <source>It is said like that already; write it as it should sound.</source>
        <translation>이미 그렇게 읽습니다. 들려야 하는 소리대로 적으세요.</translation>
    </message>
    <message>
        <source>“{word}” is in the list already; change that entry.</source>
        <translation>“{word}”은(는) 이미 목록에 있습니다. 그 항목을 고치세요.</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>표기</translation>
    </message>
    <message>
        <source>Said as</source>
        <translation>읽는 소리</translation>
    </message>
    <message>
        <source>In texts in</source>
        <translation>글의 언어</translation>
    </message>
</context>
<context>
    <name>PronunciationsDialog</name>
    <message>
        <source>Pronunciations</source>
        <translation>발음</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새로 만들기</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>찾은 것이 없습니다.</translation>
    </message>
    <message>
        <source>No word is said differently yet.</source>
        <translation>다르게 읽는 단어가 아직 없습니다.</translation>
    </message>
    <message>
        <source>whole words</source>
        <translation>온전한 단어</translation>
    </message>
    <message>
        <source>within words, too</source>
        <translation>단어 속에서도</translation>
    </message>
    <message>
        <source>{where}, same capitals</source>
        <translation>{where}, 대소문자 구분</translation>
    </message>
    <message>
        <source>every</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(읽지 않음)</translation>
    </message>
    <message>
        <source>“{word}” is said as “{said}” from the next sentence on.</source>
        <translation>다음 문장부터 “{word}”을(를) “{said}”(으)로 읽습니다.</translation>
    </message>
    <message>
        <source>“{word}” is left out from the next sentence on.</source>
        <translation>다음 문장부터 “{word}”을(를) 읽지 않습니다.</translation>
    </message>
    <message>
        <source>“{word}” is said as usual again.</source>
        <translation>“{word}”을(를) 다시 평소대로 읽습니다.</translation>
    </message>
    <message>
        <source>The last change is undone.</source>
        <translation>마지막 변경을 취소했습니다.</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>말하는 중…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Hear both</source>
        <translation>둘 다 들어 보기</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>표기</translation>
    </message>
    <message>
        <source>Said as</source>
        <translation>읽는 소리</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>적용 범위</translation>
    </message>
    <message>
        <source>Words that are said differently</source>
        <translation>다르게 읽는 단어</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>As it is said usually, then as you have written it</source>
        <translation>평소의 소리와 적은 소리를 차례로 들려줍니다</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Waiting</source>
        <translation>기다리는 중</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>열린 문서 없음</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽는 중</translation>
    </message>
    <message>
        <source>Read to the end</source>
        <translation>끝까지 읽음</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>이 문장</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>이 문단</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>이 장</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>이 페이지</translation>
    </message>
</context>
<context>
    <name>ReadingMenus</name>
    <message>
        <source>&amp;Document</source>
        <translation>문서(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>읽기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>Save as sound or subtitles…</source>
        <translation>소리나 자막으로 저장…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Read or pause</source>
        <translation>읽기 또는 일시정지</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>더 빠르게</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>더 느리게</translation>
    </message>
    <message>
        <source>Usual speed</source>
        <translation>보통 속도</translation>
    </message>
    <message>
        <source>Set a bookmark</source>
        <translation>책갈피 두기</translation>
    </message>
    <message>
        <source>Bookmark with a note…</source>
        <translation>메모가 있는 책갈피…</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Say this word differently…</source>
        <translation>이 단어를 다르게 읽기…</translation>
    </message>
    <message>
        <source>Pronunciations…</source>
        <translation>발음…</translation>
    </message>
    <message>
        <source>Voices by language…</source>
        <translation>언어별 목소리…</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>이전 문장</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>다음 문장</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>이전 문단</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>다음 문단</translation>
    </message>
    <message>
        <source>Previous heading</source>
        <translation>이전 제목</translation>
    </message>
    <message>
        <source>Next heading</source>
        <translation>다음 제목</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>이전 쪽</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>다음 쪽</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>Pages as they are</source>
        <translation>쪽 모양 그대로</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>차례</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>책갈피</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>읽는 것</translation>
    </message>
    <message>
        <source>How it looks</source>
        <translation>글의 모양</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>보통 크기</translation>
    </message>
    <message>
        <source>Only some lines clear</source>
        <translation>몇 줄만 또렷하게</translation>
    </message>
    <message>
        <source>Caret in the text</source>
        <translation>글 안에 커서 두기</translation>
    </message>
    <message>
        <source>Only the text</source>
        <translation>글만 보기</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>말하기</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>The one that answers</source>
        <translation>대답하는 목소리</translation>
    </message>
</context>
<context>
    <name>ReadingText</name>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Click to have this kind read</source>
        <translation>누르면 이런 것도 읽습니다</translation>
    </message>
</context>
<context>
    <name>ReadingWindow</name>
    <message>
        <source>{title} – Reading</source>
        <translation>{title} – 읽기</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽는 중</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>속도 {speed}</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>{kind} are read from now on.</source>
        <translation>이제부터 읽습니다: {kind}.</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Recent documents</source>
        <translation>최근 문서</translation>
    </message>
</context>
<context>
    <name>RegionChooser</name>
    <message>
        <source>Part of the screen</source>
        <translation>화면 일부</translation>
    </message>
    <message>
        <source>Drag, or arrows to move, Shift and arrows to size, Enter to take, Esc to leave.</source>
        <translation>끌어서 고르거나, 화살표로 옮기고 Shift+화살표로 크기를 바꾸세요. Enter는 찍기, Esc는 나가기입니다.</translation>
    </message>
</context>
<context>
    <name>Remedy</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>마이크 선택</translation>
    </message>
    <message>
        <source>Choose a speaker</source>
        <translation>스피커 선택</translation>
    </message>
    <message>
        <source>Choose a device</source>
        <translation>장치 선택</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Send the text in the picture</source>
        <translation>그림 속 글자 보내기</translation>
    </message>
    <message>
        <source>Switch to the successor</source>
        <translation>후속 모델로 바꾸기</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Speech recognition</source>
        <translation>음성 인식</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>음성 합성</translation>
    </message>
</context>
<context>
    <name>RolePage</name>
    <message>
        <source>Save key</source>
        <translation>키 저장</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Asks the server something small and shows the answer.</source>
        <translation>서버에 간단한 것을 물어보고 답을 보여 줍니다.</translation>
    </message>
    <message>
        <source>The address begins with http:// or https://.</source>
        <translation>주소는 http:// 또는 https://로 시작합니다.</translation>
    </message>
    <message>
        <source>✓ The key is saved.</source>
        <translation>✓ 키를 저장했습니다.</translation>
    </message>
    <message>
        <source>✓ The key is removed.</source>
        <translation>✓ 키를 삭제했습니다.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>Found in the environment</source>
        <translation>환경 변수에 있음</translation>
    </message>
    <message>
        <source>Never shown again</source>
        <translation>다시 표시되지 않음</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>시험 중…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Kept in the system&apos;s keyring; save an empty one to remove it.</source>
        <translation>시스템 키링에 보관합니다. 빈 키를 저장하면 지워집니다.</translation>
    </message>
</context>
<context>
    <name>SayDialog</name>
    <message>
        <source>Say a text</source>
        <translation>글 말하기</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>목소리</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>빠르기</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>말하기</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>{name} is being written…</source>
        <translation>{name} 파일을 쓰고 있습니다…</translation>
    </message>
    <message>
        <source>{name} is written.</source>
        <translation>{name} 파일을 썼습니다.</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>말하는 중…</translation>
    </message>
    <message>
        <source>It was spoken to its end.</source>
        <translation>끝까지 말했습니다.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Type, paste or drop a text first.</source>
        <translation>먼저 글을 쓰거나 붙여 넣거나 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Save the speech</source>
        <translation>말소리 저장</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
</context>
<context>
    <name>SayText</name>
    <message>
        <source>Type, paste or drop a text</source>
        <translation>글을 쓰거나 붙여 넣거나 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>{name} cannot be read as text: {reason}.</source>
        <translation>{name} 파일을 글로 읽을 수 없습니다: {reason}.</translation>
    </message>
</context>
<context>
    <name>SchemaDialog</name>
    <message>
        <source>Answer as JSON</source>
        <translation>JSON으로 답하기</translation>
    </message>
    <message>
        <source>JSON Schema</source>
        <translation>JSON 스키마</translation>
    </message>
    <message>
        <source>The JSON Schema that the next answer follows; empty for any JSON.</source>
        <translation>다음 답이 따를 JSON 스키마입니다. 비우면 아무 JSON이나 됩니다.</translation>
    </message>
    <message>
        <source>This is no JSON Schema: {reason}</source>
        <translation>JSON 스키마가 아닙니다: {reason}</translation>
    </message>
</context>
<context>
    <name>ScreenRegion</name>
    <message>
        <source>This desktop does not let programs see the screen. Copy a picture instead.</source>
        <translation>이 데스크톱에서는 프로그램이 화면을 볼 수 없습니다. 대신 그림을 복사하세요.</translation>
    </message>
</context>
<context>
    <name>Scrolled</name>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Play from here</source>
        <translation>여기부터 재생</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾지 못함</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n}개 찾음</translation>
    </message>
    <message>
        <source>{at} of {n}</source>
        <translation>{n}개 중 {at}번째</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>받아쓴 글에서 찾기</translation>
    </message>
    <message>
        <source>The one before (Shift+F3)</source>
        <translation>이전 것 (Shift+F3)</translation>
    </message>
    <message>
        <source>The next one (F3)</source>
        <translation>다음 것 (F3)</translation>
    </message>
    <message>
        <source>Play from what was found (Ctrl+Enter)</source>
        <translation>찾은 곳부터 재생 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>찾기 닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>Servers</name>
    <message>
        <source>Local engine (instead of {server})</source>
        <translation>로컬 엔진 ({server} 대신)</translation>
    </message>
    <message>
        <source>Local engine</source>
        <translation>로컬 엔진</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>변경 취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>핸즈프리</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>데스크톱</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Used from the next start on.</source>
        <translation>다음에 시작할 때부터 적용됩니다.</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>시스템 기본값</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Write two small letters, such as en, or nothing.</source>
        <translation>en처럼 소문자 두 글자를 쓰거나 비워 두세요.</translation>
    </message>
    <message>
        <source>The longest pause is shorter than the shortest.</source>
        <translation>가장 긴 쉼이 가장 짧은 쉼보다 짧습니다.</translation>
    </message>
    <message>
        <source>Press the key together with Ctrl, Alt or Meta.</source>
        <translation>Ctrl, Alt 또는 Meta와 함께 누르세요.</translation>
    </message>
    <message>
        <source>This key does something else already.</source>
        <translation>이 키는 이미 다른 일에 쓰입니다.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Contents</source>
        <translation>차례</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>책갈피</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>읽는 것</translation>
    </message>
    <message>
        <source>How it looks</source>
        <translation>글의 모양</translation>
    </message>
    <message>
        <source>Beside the text</source>
        <translation>글 옆의 판</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>판 닫기</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Open to read</source>
        <translation>읽을 문서 열기</translation>
    </message>
    <message>
        <source>Documents and pictures</source>
        <translation>문서와 그림</translation>
    </message>
    <message>
        <source>Every file</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Read a web page</source>
        <translation>웹 페이지 읽기</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>There is nothing to read in the clipboard.</source>
        <translation>클립보드에 읽을 것이 없습니다.</translation>
    </message>
    <message>
        <source>No text is selected or copied.</source>
        <translation>선택하거나 복사한 글이 없습니다.</translation>
    </message>
</context>
<context>
    <name>SpeechWork</name>
    <message>
        <source>Stopped.</source>
        <translation>멈췄습니다.</translation>
    </message>
</context>
<context>
    <name>Spending</name>
    <message>
        <source>from {dollars}</source>
        <translation>{dollars}부터</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>가격 모름</translation>
    </message>
    <message>
        <source>free</source>
        <translation>무료</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>합계</translation>
    </message>
</context>
<context>
    <name>SpendingDialog</name>
    <message>
        <source>Tokens and cost</source>
        <translation>토큰과 비용</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>이 대화</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>이번 달</translation>
    </message>
    <message>
        <source>Enter prices…</source>
        <translation>가격 입력…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The price of {models} is unknown. Enter it in Settings, Chat.</source>
        <translation>{models} 모델의 가격을 모릅니다. 설정의 대화에서 입력하세요.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>입력 토큰</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>캐시됨</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>출력 토큰</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>비용</translation>
    </message>
    <message>
        <source>No answers yet.</source>
        <translation>아직 답이 없습니다.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open a document, or drop a file, an address or a text here.</source>
        <translation>문서를 열거나 파일, 주소, 글을 여기에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>웹 페이지…</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>클립보드</translation>
    </message>
    <message>
        <source>Recent documents</source>
        <translation>최근 문서</translation>
    </message>
    <message>
        <source>Del forgets a document, its place and its bookmarks.</source>
        <translation>Del 키를 누르면 그 문서와 읽던 곳, 책갈피를 잊습니다.</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Copy rows</source>
        <translation>행 복사</translation>
    </message>
    <message>
        <source>Copy the whole table</source>
        <translation>표 전체 복사</translation>
    </message>
</context>
<context>
    <name>TalkButton</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>말하기</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>답변 중지(Esc)</translation>
    </message>
    <message>
        <source>Hold to talk, or tap to begin and end (Space)</source>
        <translation>누르고 말하거나, 한 번 눌러 시작하고 다시 눌러 끝내기(Space)</translation>
    </message>
</context>
<context>
    <name>TalkKeyButton</name>
    <message>
        <source>Talk</source>
        <translation>말하기</translation>
    </message>
    <message>
        <source>Hold to talk, or tap to begin and end (T)</source>
        <translation>누르고 말하거나, 한 번 눌러 시작하고 다시 눌러 끝내기(T)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>답변 중지(Esc)</translation>
    </message>
</context>
<context>
    <name>TalkPanel</name>
    <message>
        <source>Starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>사용할 수 없음</translation>
    </message>
</context>
<context>
    <name>TalkStrip</name>
    <message>
        <source>Close what was said</source>
        <translation>대화 내용 닫기</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>생각하는 중…</translation>
    </message>
    <message>
        <source>You said: {words}</source>
        <translation>말한 것: {words}</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>듣는 중…</translation>
    </message>
    <message>
        <source>You: {words}</source>
        <translation>나: {words}</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Type, or hold Space</source>
        <translation>입력하거나 스페이스를 누르세요</translation>
    </message>
</context>
<context>
    <name>ToolLine</name>
    <message>
        <source>Tool {name} is running</source>
        <translation>도구 {name} 실행 중</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>Tool {name} has answered</source>
        <translation>도구 {name} 응답함</translation>
    </message>
    <message>
        <source>Tool {name} has failed</source>
        <translation>도구 {name} 실패함</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <translation>받아쓴 글</translation>
    </message>
</context>
<context>
    <name>Transcription</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{total} 중 {done}</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>몇 초 남음</translation>
    </message>
    <message>
        <source>about {n} seconds left</source>
        <translation>약 {n}초 남음</translation>
    </message>
    <message>
        <source>about a minute left</source>
        <translation>약 1분 남음</translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation>약 {n}분 남음</translation>
    </message>
    <message>
        <source>about {h} h {m} min left</source>
        <translation>약 {h}시간 {m}분 남음</translation>
    </message>
</context>
<context>
    <name>TranscriptionWindow</name>
    <message>
        <source>{name} – Transcript</source>
        <translation>{name} – 받아쓴 글</translation>
    </message>
    <message>
        <source>Transcription began.</source>
        <translation>글로 옮기기 시작했습니다.</translation>
    </message>
    <message>
        <source>Stopped at {place}. “Go on” begins there.</source>
        <translation>{place}에서 멈췄습니다. “계속”을 누르면 거기서 시작합니다.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>멈췄습니다.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Transcribe again</source>
        <translation>다시 글로 옮기기</translation>
    </message>
    <message>
        <source>Transcribe</source>
        <translation>글로 옮기기</translation>
    </message>
    <message>
        <source>No speech was found in the recording.</source>
        <translation>녹음에서 말소리를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>The transcript is ready.</source>
        <translation>받아쓴 글이 준비되었습니다.</translation>
    </message>
    <message>
        <source>The transcript is ready. The server tells no times, so the text cannot follow the sound.</source>
        <translation>받아쓴 글이 준비되었습니다. 서버가 시각을 알려 주지 않아 글이 소리를 따라갈 수 없습니다.</translation>
    </message>
    <message>
        <source>The text appears here.</source>
        <translation>글이 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>VoiceSample</name>
    <message>
        <source>Hello! This is how I sound when I answer you.</source>
        <translation>안녕하세요! 저는 이런 목소리로 대답합니다.</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>말하는 중…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Hear this voice</source>
        <translation>이 목소리 들어 보기</translation>
    </message>
</context>
<context>
    <name>WhatIsRead</name>
    <message>
        <source>As usual</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>What is not ticked stands in the text in grey, with a word before it, and is passed over.</source>
        <translation>표시하지 않은 것은 앞에 말을 붙여 회색으로 보여 주고, 읽지 않고 지나갑니다.</translation>
    </message>
</context>
<context>
    <name>WordMenu</name>
    <message>
        <source>Say “{word}” differently…</source>
        <translation>“{word}” 다르게 읽기…</translation>
    </message>
    <message>
        <source>Read from here</source>
        <translation>여기부터 읽기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
</TS>
