; The Windows installer, in Chinese and English: for this user or for all, over an older version in
; place; registries are never touched. Compiled on Linux or Windows by tools/packaging/installer.py:
;
;   makensis -DTREE=… -DVERSION=0.1.0 -DICON=….ico -DOUT=….exe installer.nsi
;
; TREE is what build.spec makes on Windows: petitiondesk.exe, petitiondesk-cli.exe and _internal.

Unicode true
SetCompressor /SOLID lzma
SetDateSave off ; the same tree gives the same bytes, whenever it was written
ManifestDPIAware true
ManifestSupportedOS all

!define PRODUCT "PetitionDesk"
!define KEY "Software\PetitionDesk"
!define GONE "Software\Microsoft\Windows\CurrentVersion\Uninstall\PetitionDesk"
!define PROGRAM "petitiondesk.exe"
!define BACKUP "PetitionDesk.Backup"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${PRODUCT}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"

!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString NAME ${LANG_SIMPCHINESE} "信访登记台"
LangString NAME ${LANG_ENGLISH} "PetitionDesk"
LangString PROGRAM_PART ${LANG_SIMPCHINESE} "程序"
LangString PROGRAM_PART ${LANG_ENGLISH} "Program"
LangString DESKTOP_PART ${LANG_SIMPCHINESE} "桌面图标"
LangString DESKTOP_PART ${LANG_ENGLISH} "Icon on the desktop"
LangString BACKUP_KIND ${LANG_SIMPCHINESE} "信访登记簿的备份"
LangString BACKUP_KIND ${LANG_ENGLISH} "Backup of a petition registry"
LangString TOO_OLD ${LANG_SIMPCHINESE} "本程序需要 64 位的 Windows 10（1809）或更新的系统。没有安装任何东西。"
LangString TOO_OLD ${LANG_ENGLISH} "This program needs 64-bit Windows 10 (1809) or later. Nothing was installed."
LangString RUNNING ${LANG_SIMPCHINESE} "信访登记台正开着。请关上它的窗口，再点“重试”。"
LangString RUNNING ${LANG_ENGLISH} "PetitionDesk is open. Please close its window and click Retry."
LangString KEPT ${LANG_SIMPCHINESE} "程序已卸载。登记簿和备份没有动，还在原来的文件夹里。"
LangString KEPT ${LANG_ENGLISH} "The program was removed. Registries and backups were not touched; they are where they were."

Name "$(NAME) ${VERSION}"
OutFile "${OUT}"
BrandingText "${PRODUCT} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "信访登记台 PetitionDesk"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "信访登记台 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "PetitionDesk"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "PetitionDesk setup"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "MIT"

; A program that runs holds its file: wait until it is closed, or give up with everything as it was.
!macro WAIT_UNTIL_CLOSED un
Function ${un}WaitUntilClosed
    again:
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
        Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
        MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
        SetErrorLevel 1
        Quit
    ${EndIf}
    FileClose $0
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; Only what a version of the program put there; what else lies in the folder stays.
!macro REMOVE_PROGRAM
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\petitiondesk-cli.exe"
!macroend

; Icons and double clicks hold at once, not only after the next logon.
!macro TELL_EXPLORER
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    SetRegView 64
    !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "$(PROGRAM_PART)"
    SectionIn RO
    Call WaitUntilClosed
    !insertmacro REMOVE_PROGRAM
    SetOutPath "$INSTDIR"
    File /r "${TREE}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\$(NAME).lnk" "$INSTDIR\${PROGRAM}"

    WriteRegStr SHCTX "${KEY}" "Folder" "$INSTDIR"
    WriteRegStr SHCTX "${KEY}" "Menu" "$SMPROGRAMS\$(NAME).lnk"
    WriteRegStr SHCTX "Software\Classes\.petitionbackup" "" "${BACKUP}"
    WriteRegStr SHCTX "Software\Classes\${BACKUP}" "" "$(BACKUP_KIND)"
    WriteRegStr SHCTX "Software\Classes\${BACKUP}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
    WriteRegStr SHCTX "Software\Classes\${BACKUP}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" open "%1"'
    !insertmacro TELL_EXPLORER
    WriteRegStr SHCTX "${GONE}" "DisplayName" "$(NAME)"
    WriteRegStr SHCTX "${GONE}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${GONE}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
    WriteRegStr SHCTX "${GONE}" "Publisher" "PetitionDesk developers"
    WriteRegStr SHCTX "${GONE}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${GONE}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${GONE}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${GONE}" "NoModify" 1
    WriteRegDWORD SHCTX "${GONE}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${GONE}" "EstimatedSize" $0
SectionEnd

Section "$(DESKTOP_PART)"
    CreateShortcut "$DESKTOP\$(NAME).lnk" "$INSTDIR\${PROGRAM}"
    WriteRegStr SHCTX "${KEY}" "Desktop" "$DESKTOP\$(NAME).lnk"
SectionEnd

Section "Uninstall"
    Call un.WaitUntilClosed
    !insertmacro REMOVE_PROGRAM
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR" ; only when it is empty
    ; The shortcuts may have been made in the other language: their places were written down.
    ReadRegStr $0 SHCTX "${KEY}" "Menu"
    ${If} $0 != ""
        Delete "$0"
    ${EndIf}
    ReadRegStr $0 SHCTX "${KEY}" "Desktop"
    ${If} $0 != ""
        Delete "$0"
    ${EndIf}
    DeleteRegKey SHCTX "Software\Classes\${BACKUP}"
    DeleteRegKey SHCTX "Software\Classes\.petitionbackup"
    !insertmacro TELL_EXPLORER
    DeleteRegKey SHCTX "${KEY}"
    DeleteRegKey SHCTX "${GONE}"
    MessageBox MB_OK|MB_ICONINFORMATION "$(KEPT)" /SD IDOK
SectionEnd
